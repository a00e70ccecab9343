include(":app") // @ :app application
