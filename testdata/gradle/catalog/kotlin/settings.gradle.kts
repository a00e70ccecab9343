include(":app")
dependencyResolutionManagement {
    versionCatalogs {
        create("libs") {
            library("declared", "a", "declared").version("1.0")
            library("referring", "a:referring").versionRef("own")
        }
        create("tools") {
            from(files("tools.toml"))
            version("over", "2.0")
        }
        create("remote") { from("com.example:catalog:1.0") }
    }
}
