include(":core")
