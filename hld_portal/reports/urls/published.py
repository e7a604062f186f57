"""Addresses of published and issued documents."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from hld_portal.reports.views import published


class FileNameConverter(StringConverter):
    """A name with the suffix of a format: other addresses still get their slash appended."""

    regex = r"[\w.-]+\.(?:pdf|docx|xml|html|json)"


register_converter(FileNameConverter, "file_name")

urlpatterns = [
    path("<slug:slug>/reports/<slug:report>/page/", published.report_page, name="report_page"),
    path(
        "<slug:slug>/reports/<slug:report>/pdf/",
        published.report_pdf,
        name="report_download",
    ),
    path(
        "<slug:slug>/reports/<slug:report>/<file_name:name>",
        published.report_file,
        name="report_file",
    ),
    path(
        "desk/<slug:slug>/builds/<str:public_id>/pdf/",
        published.build_pdf,
        name="build_download",
    ),
    path(
        "desk/<slug:slug>/builds/<str:public_id>/<file_name:name>",
        published.build_file,
        name="build_file",
    ),
]
