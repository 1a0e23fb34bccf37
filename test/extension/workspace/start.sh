#!/bin/sh
docker run -d --name cache --network host registry.example.com/cache:3
