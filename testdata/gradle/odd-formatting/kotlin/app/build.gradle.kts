plugins{id("com.android.application")}
android{defaultConfig{applicationId="x"};buildTypes{release{isMinifyEnabled=true}}}
dependencies
{
    implementation("a:brace:1") // = implementation a:brace:1 main
}
dependencies{implementation("a:tight:1");api("a:tight2:1")} // = implementation a:tight:1 main; api a:tight2:1 main
project.dependencies { implementation("a:projectBlock:1") } // = implementation a:projectBlock:1 main
dependencies {
    implementation(group = "a", // = implementation a:lines:1 main
        name = "lines",
        version = "1")
    implementation  (   "a:spaces:1"   )   // = implementation a:spaces:1 main
    implementation("a:comma1:1",) // = implementation a:comma1:1 main
    implementation("a:comma2:1") // = implementation a:comma2:1 main
    implementation ("a:multi:1") // = implementation a:multi:1 main
    {
        exclude(group = "x")
    }
    implementation(
            group = "a", name = "map", version = "2" // = implementation a:map:2 main
    )
    implementation("a:" + // = implementation a:concat:1 main
            "concat:1")
    ;implementation("a:semi:1"); // = implementation a:semi:1 main
	implementation	("a:tab:1") // = implementation a:tab:1 main
    project.dependencies.add("implementation", "a:command:1") // = implementation a:command:1 main
}
