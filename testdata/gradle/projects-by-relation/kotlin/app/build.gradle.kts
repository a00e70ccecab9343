dependencies { implementation("a:not-read:1") }
