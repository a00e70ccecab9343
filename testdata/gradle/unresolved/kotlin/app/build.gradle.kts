plugins { id("com.android.application") }
apply(from = "https://example.com/remote.gradle.kts") // ! remote
apply(from = "absent.gradle") // ! absent.gradle
dependencies {
    implementation(unknownVariable) // ! unknownVariable
    implementation("com.x:$unknownName:1") // ! unknownName
    implementation("$unknownGroup:x:1") // ! unknownGroup
    implementation(group = unknown, name = "x") // ! unknown
    implementation("com.x:y:$unknownVersion") // = implementation com.x:y main
    implementation("nonsense") // ! no dependency coordinate
    implementation(System.getenv("SDK")) // ! environment
    unknownHelper("x") // ! unknownHelper
    implementation(project(unknownPath)) // ! unknownPath
    implementation(files(unknownFile)) // ! unknownFile
    implementation(project(":nowhere")) // ! :nowhere
    if (findProject(":nowhere") != null) implementation(project(":nowhere"))
}
