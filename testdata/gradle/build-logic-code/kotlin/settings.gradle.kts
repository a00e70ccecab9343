pluginManagement { includeBuild("build-logic") }
include(":app", ":lib")
