"""What a form of ours sends; how large it may be is the shell's business."""

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

MOST_FIELDS = 200
LONGEST_NAME = 64
LONGEST_CHOICE = 200  # characters; only what a person writes may be longer, so that too long a text comes back to be cut


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a posted form, line ends and zero bytes mended; 413 and 415 for what no page of ours sends.

    Of a field that came twice the last one counts.
    """
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise HTTPException(415)
    body = await request.body()
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="replace"
        )
    except ValueError:
        raise HTTPException(413) from None
    if any(_is_too_long(name, text) for name, text in pairs):
        raise HTTPException(413)
    # PostgreSQL takes no zero byte in a text; browsers count a line's end as one character and send two.
    return {name: text.replace("\x00", "").replace("\r\n", "\n") for name, text in pairs}


def _is_too_long(name: str, text: str) -> bool:
    is_written = name == "text" or name.startswith("a_")
    return len(name) > LONGEST_NAME or (len(text) > LONGEST_CHOICE and not is_written)
