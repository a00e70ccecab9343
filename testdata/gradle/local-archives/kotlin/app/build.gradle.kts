plugins { id("com.android.application") }
repositories { flatDir { dirs("libs", "../shared") } }
android { sourceSets { getByName("main") { jniLibs.setSrcDirs(listOf("native")) } } } // = jniLibs file(app/native/arm64-v8a/libMsc.so) main
dependencies {
    implementation(fileTree(mapOf("dir" to "libs", "include" to listOf("*.jar")))) // = implementation file(app/libs/a.jar) main; implementation file(app/libs/b-1.2.jar) main
    implementation(files("libs/a.jar", "libs/sdk.aar")) // = implementation file(app/libs/a.jar) main; implementation file(app/libs/sdk.aar) main
    implementation(group = "", name = "sdk", ext = "aar") // = implementation file(app/libs/sdk.aar) main
    implementation(mapOf("name" to "far", "version" to "1.0", "ext" to "aar")) // = implementation file(shared/far-1.0.aar) main
    implementation(":sdk@aar") // = implementation file(app/libs/sdk.aar) main
    compileOnly(fileTree("deep") { include("**/*.jar"); exclude("**/not*.jar") }) // = compileOnly file(app/deep/x/y.jar) build
    implementation(files("$rootDir/shared/far-1.0.aar")) // = implementation file(shared/far-1.0.aar) main
    implementation(files(rootProject.file("shared/far-1.0.aar"))) // = implementation file(shared/far-1.0.aar) main
    implementation(rootProject.files("shared/far-1.0.aar")) // = implementation file(shared/far-1.0.aar) main
    implementation(fileTree(layout.projectDirectory.dir("libs")) { include("*.aar") }) // = implementation file(app/libs/sdk.aar) main
    implementation(fileTree("missing") { include("*.jar") })
    implementation(files("libs/missing.jar")) // ! libs/missing.jar
    implementation(":gone@aar") // ! gone.aar
    implementation(fileTree("libs") { include("named.jar") }) // ! named.jar
    "xiaomiImplementation"(files("libs/a.jar")) // = xiaomiImplementation file(app/libs/a.jar) main flavor:xiaomi
    implementation(project(":wrapped")) // = implementation project(:wrapped) main
    implementation(group = "g", name = "sdk", version = "release", ext = "aar") // = implementation g:sdk:release main; implementation file(app/libs/sdk.aar) main
    implementation("g:far:1.0@aar") // = implementation g:far:1.0 main; implementation file(shared/far-1.0.aar) main
    implementation("g:b:1.2") // = implementation g:b:1.2 main; implementation file(app/libs/b-1.2.jar) main
    // Without an extension it is a jar that is looked for.
    implementation("g:sdk:1") // = implementation g:sdk:1 main
    implementation("g:elsewhere:1@aar") // = implementation g:elsewhere:1 main
    implementation(files(fileTree("libs").filter { it.name.endsWith("k.aar") })) // = implementation file(app/libs/sdk.aar) main
    implementation(fileTree("libs").filter { it.isFile() && it.name.startsWith("a") }) // = implementation file(app/libs/a.jar) main
    implementation(files("libs/a.jar", "libs/sdk.aar").filter { it.name != "a.jar" }) // = implementation file(app/libs/sdk.aar) main
    implementation(fileTree("libs").filter { it.lastModified() > 7 }) // ! evaluated statically
}
