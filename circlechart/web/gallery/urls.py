"""/gallery/"""

from django.urls import path

from circlechart.web.gallery import views

app_name = "gallery"
urlpatterns = [path("", views.gallery, name="gallery")]
