pluginManagement { includeBuild("logic") }
includeBuild("kit")
include(":app")
