extra["release"] = "1" // ^release
