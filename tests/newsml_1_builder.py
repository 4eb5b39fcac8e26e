"""NewsML 1 of invented agencies, as its bytes."""

TEXT = (
    "<NewsComponent><Role FormalName='Main'/><ContentItem><DataContent><p>It held.</p></DataContent></ContentItem>"
    "</NewsComponent>"
)


def an_item(
    *,
    named="<ProviderId>vesper.example</ProviderId><DateId>20260210</DateId><NewsItemId>77</NewsItemId>",
    revision="<RevisionId PreviousRevision='0' Update='N'>1</RevisionId>",
    public="",
    label="",
    created="20260210T090000+0000",
    revised="20260210T100000+0000",
    status="<Status FormalName='Usable'/>",
    management="",
    headline="<HeadLine>Dam holds</HeadLine>",
    lines="",
    described="",
    content=TEXT,
):
    """Return a NewsItem."""
    return f"""<NewsItem>
    <Identification><NewsIdentifier>{named}{revision}{public}</NewsIdentifier>{label}</Identification>
    <NewsManagement><NewsItemType FormalName="News"/><FirstCreated>{created}</FirstCreated>
    <ThisRevisionCreated>{revised}</ThisRevisionCreated>{status}{management}</NewsManagement>
    <NewsComponent><NewsLines>{headline}{lines}</NewsLines>{described}{content}</NewsComponent></NewsItem>"""


def newsml(*items, envelope="", version='Version="1.2"'):
    """Return a NewsML of items as bytes."""
    return f"<NewsML {version}>{envelope}{''.join(items)}</NewsML>".encode()
