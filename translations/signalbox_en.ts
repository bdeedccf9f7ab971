<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>FactWords</name>
        <message numerus="yes">
            <source>%n model(s)</source>
            <translation type="unfinished">
                <numerusform>%n model</numerusform>
                <numerusform>%n models</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s) ago</source>
            <translation>
                <numerusform>%n hour ago</numerusform>
                <numerusform>%n hours ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ForgetfulWords</name>
        <message numerus="yes">
            <source>%n of those who run it keep(s) nothing (%1)</source>
            <extracomment>How many of those that run a model keep nothing of what it is sent, and who says so.</extracomment>
            <translation>
                <numerusform>%n of those who run it keeps nothing (%1)</numerusform>
                <numerusform>%n of those who run it keep nothing (%1)</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::AccountsController</name>
        <message numerus="yes">
            <source>Tested: works, %n model(s).</source>
            <translation>
                <numerusform>Tested: works, %n model.</numerusform>
                <numerusform>Tested: works, %n models.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::AccountsPage</name>
        <message numerus="yes">
            <source>%n file(s) of providers were left out; nothing else is affected.</source>
            <translation>
                <numerusform>%n file of providers was left out; nothing else is affected.</numerusform>
                <numerusform>%n files of providers were left out; nothing else is affected.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::ChooseController</name>
        <message numerus="yes">
            <source>%1's new list lacks %n model(s) and looks broken: the one before is kept</source>
            <translation>
                <numerusform>%1's new list lacks %n model and looks broken: the one before is kept</numerusform>
                <numerusform>%1's new list lacks %n models and looks broken: the one before is kept</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) since you last looked. None touches what you use.</source>
            <translation>
                <numerusform>%n change since you last looked. None touches what you use.</numerusform>
                <numerusform>%n changes since you last looked. None touches what you use.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) since you last looked. What touches your trials and favourites comes first, in bold.</source>
            <translation>
                <numerusform>%n change since you last looked. What touches your trials and favourites comes first, in bold.</numerusform>
                <numerusform>%n changes since you last looked. What touches your trials and favourites comes first, in bold.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::ChoosePage</name>
        <message numerus="yes">
            <source>Nothing picked yet. Tick up to %n model(s) to try them side by side.</source>
            <translation>
                <numerusform>Nothing picked yet. Tick up to %n model to try them side by side.</numerusform>
                <numerusform>Nothing picked yet. Tick up to %n models to try them side by side.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n picked: %1</source>
            <translation>
                <numerusform>%n picked: %1</numerusform>
                <numerusform>%n picked: %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n picked, more do not fit: %1</source>
            <translation>
                <numerusform>%n picked, more do not fit: %1</numerusform>
                <numerusform>%n picked, more do not fit: %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %n model(s)</source>
            <translation>
                <numerusform>%1 of %n model</numerusform>
                <numerusform>%1 of %n models</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n model(s)</source>
            <translation>
                <numerusform>%n model</numerusform>
                <numerusform>%n models</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Without “%1”: %n model(s)</source>
            <extracomment>A button that gives up one part of a filter: Without "at most $0.05 a picture": 14 models</extracomment>
            <translation>
                <numerusform>Without “%1”: %n model</numerusform>
                <numerusform>Without “%1”: %n models</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Without the search for “%1”: %n model(s)</source>
            <extracomment>The same, where what is given up is the text that is searched for.</extracomment>
            <translation>
                <numerusform>Without the search for “%1”: %n model</numerusform>
                <numerusform>Without the search for “%1”: %n models</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::CodeView</name>
        <message numerus="yes">
            <source>[… %Ln character(s) not shown, Copy takes them along …]</source>
            <translation>
                <numerusform>[… %Ln character not shown, Copy takes them along …]</numerusform>
                <numerusform>[… %Ln characters not shown, Copy takes them along …]</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::ColumnsView</name>
        <message numerus="yes">
            <source>%1 of %n column(s) fit side by side</source>
            <translation>
                <numerusform>%1 of %n column fit side by side</numerusform>
                <numerusform>%1 of %n columns fit side by side</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %n column(s) fit</source>
            <translation>
                <numerusform>%1 of %n column fit</numerusform>
                <numerusform>%1 of %n columns fit</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::DifferencePanel</name>
        <message numerus="yes">
            <source>%n changed pixel(s)</source>
            <translation>
                <numerusform>%n changed pixel</numerusform>
                <numerusform>%n changed pixels</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Changed regions, largest first, and %n smaller one(s)</source>
            <translation>
                <numerusform>Changed regions, largest first, and %n smaller one</numerusform>
                <numerusform>Changed regions, largest first, and %n smaller ones</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::Figures</name>
        <message numerus="yes">
            <source>%n word(s)</source>
            <translation>
                <numerusform>%n word</numerusform>
                <numerusform>%n words</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s), %1</source>
            <translation>
                <numerusform>%n file, %1</numerusform>
                <numerusform>%n files, %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::FilterPanel</name>
        <message numerus="yes">
            <source>Show hidden (%n)</source>
            <translation>
                <numerusform>Show hidden (%n)</numerusform>
                <numerusform>Show hidden (%n)</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::FoundServerCard</name>
        <message numerus="yes">
            <source>%1, %n model(s)</source>
            <extracomment>An address and how many models are there: "http://127.0.0.1:11434/v1, 3 models"</extracomment>
            <translation>
                <numerusform>%1, %n model</numerusform>
                <numerusform>%1, %n models</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::FoundServersDialog</name>
        <message numerus="yes">
            <source>%n server(s) answered on this computer.</source>
            <translation>
                <numerusform>%n server answered on this computer.</numerusform>
                <numerusform>%n servers answered on this computer.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::ModelWords</name>
        <message numerus="yes">
            <source>%n token(s) fit</source>
            <translation>
                <numerusform>%n token fit</numerusform>
                <numerusform>%n tokens fit</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::NetworkPage</name>
        <message numerus="yes">
            <source>%n server(s) contacted since the start:</source>
            <translation>
                <numerusform>%n server contacted since the start:</numerusform>
                <numerusform>%n servers contacted since the start:</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::PictureCompare</name>
        <message numerus="yes">
            <source>%n region(s)</source>
            <translation>
                <numerusform>%n region</numerusform>
                <numerusform>%n regions</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::PictureText</name>
        <message numerus="yes">
            <source>%n bit(s) a channel</source>
            <translation>
                <numerusform>%n bit a channel</numerusform>
                <numerusform>%n bits a channel</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::ProofView</name>
        <message numerus="yes">
            <source>Not proven: the program sent %n request(s) instead of one.</source>
            <translation>
                <numerusform>Not proven: the program sent %n request instead of one.</numerusform>
                <numerusform>Not proven: the program sent %n requests instead of one.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::ResultDetail</name>
        <message numerus="yes">
            <source>%n result(s) selected</source>
            <translation>
                <numerusform>%n result selected</numerusform>
                <numerusform>%n results selected</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::ResultText</name>
        <message numerus="yes">
            <source>%n result(s)</source>
            <translation>
                <numerusform>%n result</numerusform>
                <numerusform>%n results</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %n result(s): %2</source>
            <translation>
                <numerusform>%1 of %n result: %2</numerusform>
                <numerusform>%1 of %n results: %2</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::ResultsController</name>
        <message numerus="yes">
            <source>%n copies saved in %1</source>
            <translation>
                <numerusform>%n copies saved in %1</numerusform>
                <numerusform>%n copies saved in %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Delete %n result(s)?</source>
            <translation>
                <numerusform>Delete %n result?</numerusform>
                <numerusform>Delete %n results?</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::RunActivity</name>
        <message numerus="yes">
            <source>%n video(s) working %1</source>
            <extracomment>%1 is a clock: "1 video working 0:48".</extracomment>
            <translation>
                <numerusform>%n video working %1</numerusform>
                <numerusform>%n videos working %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n answer(s) under way</source>
            <translation type="unfinished">
                <numerusform>%n answer under way</numerusform>
                <numerusform>%n answers under way</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::RunColumn</name>
        <message numerus="yes">
            <source>%n token(s), counted in the cost</source>
            <translation>
                <numerusform>%n token, counted in the cost</numerusform>
                <numerusform>%n tokens, counted in the cost</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::RunText</name>
        <message numerus="yes">
            <source>%n word(s) arrived and are kept.</source>
            <translation>
                <numerusform>%n word arrived and is kept.</numerusform>
                <numerusform>%n words arrived and are kept.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The answer was cut off after %n word(s). What arrived is kept.</source>
            <translation>
                <numerusform>The answer was cut off after %n word. What arrived is kept.</numerusform>
                <numerusform>The answer was cut off after %n words. What arrived is kept.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) arrived and are kept.</source>
            <translation>
                <numerusform>%n file arrived and are kept.</numerusform>
                <numerusform>%n files arrived and are kept.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::SpendSheet</name>
        <message numerus="yes">
            <source>%n picture(s)</source>
            <translation>
                <numerusform>%n picture</numerusform>
                <numerusform>%n pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n video(s)</source>
            <translation>
                <numerusform>%n video</numerusform>
                <numerusform>%n videos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n answer(s)</source>
            <translation>
                <numerusform>%n answer</numerusform>
                <numerusform>%n answers</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>studio::TextFolds</name>
        <message numerus="yes">
            <source>%Ln line(s) folded, sent whole</source>
            <extracomment>Stands in the prompt in place of a part that is too long to be shown.</extracomment>
            <translation>
                <numerusform>%Ln line folded, sent whole</numerusform>
                <numerusform>%Ln lines folded, sent whole</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln character(s) folded, sent whole</source>
            <translation>
                <numerusform>%Ln character folded, sent whole</numerusform>
                <numerusform>%Ln characters folded, sent whole</numerusform>
            </translation>
        </message>
    </context>
</TS>
