import pytest

from symbiose.engine.law.trade_code import TradeCode, TradeCodeError, TradeCodeVersion, read_trade_code


@pytest.mark.parametrize("text", ["16.23.00", "162300", "16 23 00", " 1623.00 "])
def test_trade_code_is_kept_without_dots(text):
    assert read_trade_code(text) == TradeCode("162300", None)


@pytest.mark.parametrize("text", ["DB25 16.23.00", "db25:162300"])
def test_trade_code_version_in_the_text_wins(text):
    assert read_trade_code(text, TradeCodeVersion.DB07) == TradeCode("162300", TradeCodeVersion.DB25)


def test_trade_code_keeps_the_version_that_is_said_beside_it():
    assert read_trade_code("162300", TradeCodeVersion.DB07).version is TradeCodeVersion.DB07


@pytest.mark.parametrize(("text", "dotted"), [("162300", "16.23.00"), ("1623", "16.23"), ("162", "16.2"), ("16", "16")])
def test_trade_code_may_name_a_group(text, dotted):
    code = read_trade_code(text)

    assert code.dotted == dotted
    assert code.complete is (text == "162300")


@pytest.mark.parametrize("text", ["", "1", "16230", "1623000", "00.11.00", "træ", "١٦٢٣", "DB25"])
def test_trade_code_of_another_shape_is_refused(text):
    with pytest.raises(TradeCodeError) as caught:
        read_trade_code(text)

    assert caught.value.args == (text,)
