pluginManagement { includeBuild("logic") }
include(":app", ":lib") // @ :app application; :lib library; :buildSrc other; :logic:convention other
