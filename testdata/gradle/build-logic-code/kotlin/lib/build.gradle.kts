plugins { id("acme.module") }
