plugins { id("com.android.application") }
dependencies {
    // implementation("a:commented:1")
    //implementation("a:commented:2")
    /* implementation("a:commented:3")
       /* implementation("a:commented:4") */
       implementation("a:commented:5") */
    /** implementation("a:commented:6") **/
    implementation(/* "a:commented:7" */ "a:live:1") // = implementation a:live:1 main
    implementation("a:after:1") // implementation("a:commented:8") // = implementation a:after:1 main
    val url = "https://example.com//path" ; implementation("a:url:1") // = implementation a:url:1 main
    val quotes = "it's \"quoted\" ${"inner \"text\""} {"
    val letter = '"'
    val block = """
        implementation("a:inText:1") "quote"
    """
    implementation("a:last:1") // = implementation a:last:1 main
    // /*
    implementation("a:notOpened:1") // = implementation a:notOpened:1 main
    // */
}
