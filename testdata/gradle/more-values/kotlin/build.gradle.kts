extra["support"] = mapOf("core" to "a:core:1", "ui" to "a:ui:1")
