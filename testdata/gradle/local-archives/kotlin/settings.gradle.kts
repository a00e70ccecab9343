include(":app", ":wrapped")
