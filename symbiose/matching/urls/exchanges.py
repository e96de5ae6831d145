"""Addresses of exchanges."""

from django.urls import path

from symbiose.matching.views import declaring, exchange_list, exchanges

app_name = "exchanges"
urlpatterns = [
    path("", exchange_list.exchange_list, name="list"),
    path("ny/", declaring.add, name="add"),
    path("ny/navne/", declaring.names, name="names"),
    path("aftal/<str:number>/", exchanges.agree, name="agree"),
    path("<str:number>/", exchanges.detail, name="detail"),
    path("<str:number>/fortael/", exchanges.tell, name="tell"),
    path("<str:number>/ret/", declaring.change, name="change"),
]
