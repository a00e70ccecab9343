plugins { id("acme.library") }
