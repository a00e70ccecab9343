include(":app", ":mac")
