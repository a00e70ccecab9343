rootProject.name = "My-Build"
include(":app", ":LibCommon", ":Core:Data", ":LocalRepo:OpenCV", ":Core:network_api", ":IO")
