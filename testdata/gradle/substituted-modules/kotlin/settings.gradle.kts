include(":app", ":lib", ":other", ":feature")
