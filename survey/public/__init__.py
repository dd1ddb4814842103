"""What a citizen sees: light pages in one request each, which work without JavaScript; the only room with Starlette.

routes     the list of addresses; begin here
visit      one request: who asks for what, in which language
filling    a questionnaire on its way through its pages
door       how often one address may send, and try codes
form_token what makes a form ours, and a response one, however often it is sent
posted     what a form may send
ways_in    passwords, the organisation's own provider (oidc), or both
sign_in    the staff's way in and out; gate: what nobody reaches without it; draft: what a keying page sends
pages      templates -> responses
faults     404, 422, 500: in words, with a reference where the fault is ours
shell      what stands around every page of the process
"""
