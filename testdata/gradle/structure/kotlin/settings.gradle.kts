rootProject.name = "demo-app"
include(":app", ":feature:login", "moved") // @ : other; :app application; :feature:login library; :moved library; :deep:one other; :deep:two other; :kts library
include(":kts")
project(":moved").projectDir = file("elsewhere/module")
listOf("one", "two").forEach { include(":deep:$it") }
