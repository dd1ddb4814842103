"""The methods that the page of definitions tells."""

from survey.domain.methods import methods


def test_the_source_of_each_method_stands_in_the_docstring_of_what_computes_it():
    astray = [
        (method.id, source) for method in methods() for source in method.sources
        if source not in " ".join((method.function.__doc__ or "").split())
    ]

    assert methods() and not astray


def test_each_method_says_what_it_answers_and_how():
    assert all(method.name and method.answers.endswith("？") and method.how for method in methods())
    assert len({method.id for method in methods()}) == len(methods())
