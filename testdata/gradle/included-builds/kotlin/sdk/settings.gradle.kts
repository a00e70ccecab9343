rootProject.name = "root"
include(":push")
