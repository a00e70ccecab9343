rootProject.name = "one" // @ : application
