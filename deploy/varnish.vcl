# Varnish in front of several web nodes, emptied by the worker: CDN_PURGE_URL=http://varnish/ (docs/scale.md).
vcl 4.1;

import directors;
import std;

backend one { .host = "127.0.0.1"; .port = "8000"; .connect_timeout = 1s;
    .probe = { .url = "/readyz"; .interval = 2s; .timeout = 3s; .window = 3; .threshold = 2; } }
backend two { .host = "127.0.0.1"; .port = "8001"; .connect_timeout = 1s;
    .probe = { .url = "/readyz"; .interval = 2s; .timeout = 3s; .window = 3; .threshold = 2; } }

acl workers { "127.0.0.1"; }

sub vcl_init {
    new nodes = directors.round_robin();
    nodes.add_backend(one);
    nodes.add_backend(two);
}

sub vcl_recv {
    set req.backend_hint = nodes.backend();
    if (req.method == "POST" && req.http.Surrogate-Key && req.url == "/") {
        if (!client.ip ~ workers) { return (synth(403)); }
        # "story-7 lists" is asked for as (story-7|lists) among the words of the header.
        ban("obj.http.Surrogate-Key ~ (^|\s)(" + regsuball(req.http.Surrogate-Key, "\s+", "|") + ")(\s|$)");
        return (synth(200));
    }
    if (req.url == "/metrics" || req.url == "/readyz") { return (synth(404)); }
    # Nor is an address with a query kept: strangers would fill the cache.
    if (req.url ~ "^/admin/|[?]" || req.http.Accept-Datetime) { return (pass); }
    # The text size of a reader is read by /prefs.css alone, which is never kept.
    if (req.url !~ "^/(prefs\.css|text-size/)") { unset req.http.Cookie; }
}

sub vcl_backend_response {
    # No page outlives its minute: what cannot be looked up again may have been killed.
    set beresp.grace = 0s;
    set beresp.keep = 1m;
}

sub vcl_deliver {
    unset resp.http.Surrogate-Key;
    unset resp.http.Cache-Tag;
}
