"""What schemathesis looks for in answers: the server is never at fault, and every error says by a code whose fault it is."""

import schemathesis


@schemathesis.check
def every_error_has_a_code(ctx, response, case):
    """No 5xx, JSON always, a code on every error, and never that of a fault of ours."""
    assert response.status_code < 500, f"status {response.status_code}"
    answer = response.json()
    for error in answer.get("errors") or []:
        code = (error.get("extensions") or {}).get("code")
        assert code, f"an error without a code: {error}"
        assert code != "INTERNAL", f"a fault of the server's: {error}"
