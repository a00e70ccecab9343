plugins { id("com.android.application") }
configurations.all {
    resolutionStrategy {
        dependencySubstitution {
            substitute(module("a:lib")).using(project(":lib")).because("it is worked on") // ^rule
            if (project.hasProperty("local")) { substitute(module("a:maybe")).using(project(":other")) } // ^perhaps
            substitute(module("a:old:1")).using(module("a:new:2")) // ^renamed
        }
    }
}
dependencies {
    implementation("a:lib:1") // = implementation project(:lib) main via rule
    implementation("a:other:1") // = implementation project(:other) main via everywhere
    implementation("a:old:1") // = implementation a:new:2 main via renamed
    api("a:maybe:3") // = api a:maybe:3 main if; api project(:other) main if via perhaps
    api("a:old:2") // = api a:old:2 main
    implementation(project(":feature")) // = implementation project(:feature) main
}
