"""How fast pages are beside a bare Django view, Wagtail and nginx, and what a large archive costs."""
