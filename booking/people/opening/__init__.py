"""Opening a my-page: by who is registered at a counter, or with an account that is opened online."""
