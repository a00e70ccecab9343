include(":app") // @ :app application; :modules:one library; :modules:two library
val excluded = listOf("old")
file("modules").listFiles()?.forEach { dir ->
    if (dir.name in excluded) return@forEach
    if (dir.isDirectory && File(dir, "build.gradle.kts").exists()) {
        include(":modules:${dir.name}")
    }
}
