plugins { id("acme.library") }
group = "com.acme"
