rootProject.name = "demo"
include(":app", ":push")
