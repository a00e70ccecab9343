pluginManagement { includeBuild("../logic") }
include(":view")
