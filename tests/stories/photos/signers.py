"""Signers of Content Credentials, with certificates made on the spot, and files that they signed."""

import io
from datetime import UTC, datetime, timedelta

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}


def a_name(common):
    """Return the name on a certificate."""
    parts = (NameOID.COUNTRY_NAME, "DE"), (NameOID.ORGANIZATION_NAME, "Vesper Pictures"), (NameOID.COMMON_NAME, common)
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts])


def a_certificate(subject, key, issuer, issuer_key):
    """Make a certificate: of a signer, or of the one who signs for themselves."""
    is_root = subject == issuer
    now = datetime.now(UTC)
    others = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    usage = dict.fromkeys((*others, "encipher_only", "decipher_only"), False)
    builder = (
        x509.CertificateBuilder(a_name(issuer), a_name(subject), key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=not is_root, key_cert_sign=is_root, crl_sign=is_root, **usage),
            critical=True,
        )
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if not is_root:
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        builder = builder.add_extension(purpose, critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


class Signer:
    """Somebody with a key, a certificate and one who vouches for it."""

    def __init__(self, name="Vesper Camera"):
        root_key, self.key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root = a_certificate("Vesper Root", root_key, "Vesper Root", root_key)
        own = a_certificate(name, self.key, "Vesper Root", root_key)
        self.anchor = root.public_bytes(Encoding.PEM).decode()
        self.certificates = own.public_bytes(Encoding.PEM) + self.anchor.encode()
        self.key_text = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def sign(self, content, *actions, tool="Vesper Camera", parent=None, media_type="image/jpeg"):
        """Sign the bytes of a picture, which says what was done; `parent` is the picture that it was made of."""
        manifest = {
            "claim_generator_info": [{"name": tool, "version": "2.1"}],
            "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": list(actions)}}],
        }
        info = c2pa.C2paSignerInfo("es256", self.certificates, self.key_text, None)
        made = io.BytesIO()
        with c2pa.Builder(manifest, context=c2pa.Context.from_dict(OFFLINE)) as builder:
            if parent:
                said = {"title": "parent", "relationship": "parentOf", "label": "parent"}
                builder.add_ingredient(said, "image/jpeg", io.BytesIO(parent))
            builder.sign(c2pa.Signer.from_info(info), media_type, io.BytesIO(content), made)
        return made.getvalue()

    def take(self, content, source="digitalCapture", **options):
        """Sign a picture as made by a camera, or as its source says."""
        return self.sign(content, {"action": "c2pa.created", "digitalSourceType": SOURCE_TYPES + source}, **options)

    def edit(self, content, *acts, tool="Vesper Darkroom"):
        """Sign a picture as made of itself, with what was done to it."""
        opened = {"action": "c2pa.opened", "parameters": {"ingredientIds": ["parent"]}}
        return self.sign(content, opened, *({"action": f"c2pa.{act}"} for act in acts), tool=tool, parent=content)
