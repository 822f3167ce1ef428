"""Validates an RO-Crate with roc-validator, the validator of the RO-Crate community.

Usage: rocrate_check.py FOLDER PROFILE [required|recommended]

The JSON-LD context is at w3id.org. Where that cannot be reached, the copy of the RO-Crate context in the
`rocrate` package is read in its place, and a line says so. Prints what is wrong.
Exit codes: 0 valid, 1 not, 2 it cannot be told.
"""

import importlib.resources
import io
import json
import sys
import urllib.error
import urllib.request

import requests

CONTEXT = "https://w3id.org/ro/crate/"


def is_reachable():
    try:
        return requests.get(CONTEXT + "1.2/context", timeout=10).ok
    except requests.RequestException:
        return False


def read_context_from_package():
    """Lets both clients, requests and urllib, find the context without the network."""
    import requests_cache

    text = (importlib.resources.files("rocrate") / "data" / "ro-crate.jsonld").read_bytes()
    version = json.loads(text)["version"]
    print(f"rocrate_check: w3id.org cannot be reached; the context is that of rocrate ({version})")
    open_url = urllib.request.OpenerDirector.open

    def open_locally(self, request, *arguments, **options):
        address = request if isinstance(request, str) else request.full_url
        if not address.startswith(CONTEXT):
            raise urllib.error.URLError(f"not reachable here: {address}")
        response = urllib.response.addinfourl(
            io.BytesIO(text), {"Content-Type": "application/ld+json"}, address, 200
        )
        response.msg = "OK"
        return response

    def get_locally(self, method, address, *arguments, **options):
        response = requests.Response()
        response.url = address
        found = address.startswith(CONTEXT)
        response.status_code = 200 if found else 404
        response._content = text if found else b""
        response.headers["Content-Type"] = "application/ld+json"
        return response

    urllib.request.OpenerDirector.open = open_locally
    requests.Session.request = get_locally
    requests_cache.CachedSession.request = get_locally


def main():
    if len(sys.argv) not in (3, 4):
        print(__doc__, file=sys.stderr)
        return 64
    if not is_reachable():
        read_context_from_package()
    from rocrate_validator import models, services

    severity = sys.argv[3] if len(sys.argv) == 4 else "required"
    result = services.validate(
        services.ValidationSettings(
            rocrate_uri=models.URI(sys.argv[1]),
            profile_identifier=sys.argv[2],
            requirement_severity=models.Severity[severity.upper()],
        )
    )
    for issue in result.get_issues():
        print(f"{issue.severity.name}: {issue.check.identifier}: {issue.message}")
    return 1 if result.has_issues() else 0


if __name__ == "__main__":
    sys.exit(main())
