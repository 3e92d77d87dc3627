import os
from threading import Thread

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from circlechart.base.formats.x12 import check

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "circlechart.web.settings")
if settings.SECRET_KEY == settings.INSECURE_KEY:
    raise SystemExit("Circlechart does not serve with the public key: start ./circle, or set CIRCLECHART_SECRET_KEY.")
application = get_wsgi_application()
Thread(target=check.load_maps, daemon=True).start()
