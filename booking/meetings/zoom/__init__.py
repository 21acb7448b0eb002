"""The provider Zoom: nothing outside this package talks to Zoom or knows its words."""
