include(":app", ":lib")
