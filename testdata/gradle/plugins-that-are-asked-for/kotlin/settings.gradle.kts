include(":app", ":jvm", ":kt", ":lib")
