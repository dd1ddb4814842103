"""Sign-in by the organisation's own OpenID Connect provider, where the settings name one.

settings   which provider, who we are to it, and which claim is the login name
discovery  what the provider says of itself
provider   the errands to it: the only place here that uses the network
trip       what the browser carries for us to the provider and back
journey    the two addresses: leaving for the provider, and coming back
"""
