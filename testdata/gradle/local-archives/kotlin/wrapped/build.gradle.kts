configurations.maybeCreate("default")
artifacts.add("default", file("wrapped.aar")) // = default file(wrapped/wrapped.aar) main in :wrapped
