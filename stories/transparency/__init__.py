"""The log of all filings, by which strangers can tell that none was rewritten, dropped, moved or dated back.

Pure: a Merkle tree of RFC 6962 (`merkle`), its tiles as C2SP tlog-tiles lays them out (`tiles`), notes signed with
Ed25519 (`signed_note`), heads of the log (`checkpoint`), what it says of a filing (`entries`), and the proof of one
entry as a file (`proof_file`). Nothing here reads a database, a clock or the network.
"""
