includeBuild("sdk")
includeBuild("other") {
    dependencySubstitution {
        substitute(module("com.example:renamed")).using(project(":core"))
    }
}
include(":app")
// ! gone
includeBuild("gone")
