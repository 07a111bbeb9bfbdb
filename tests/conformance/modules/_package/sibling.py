print('sibling', __name__)
value = 41
