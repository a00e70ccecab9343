// @ : other; :app application; :lib library; :jvm other
include(":app", ":lib", ":jvm")
