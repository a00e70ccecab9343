plugins { id("com.android.application") }
dependencies {
    implementation(kotlin("stdlib")) // = implementation org.jetbrains.kotlin:kotlin-stdlib main
    implementation(kotlin("test", "1.9.0")) // = implementation org.jetbrains.kotlin:kotlin-test:1.9.0 main
    implementation(kotlin(module = "reflect", version = "1.9.0")) // = implementation org.jetbrains.kotlin:kotlin-reflect:1.9.0 main
    implementation(kotlin(version = "1.9.0", module = "script-runtime")) // = implementation org.jetbrains.kotlin:kotlin-script-runtime:1.9.0 main
}
