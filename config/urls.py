from django.contrib import admin
from django.urls import path

urlpatterns = [path("verwaltung/", admin.site.urls)]
