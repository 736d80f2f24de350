@echo off
rem Builds DeepNfa where needed and runs it. All arguments go to the program.
setlocal
where dotnet >nul 2>nul
if errorlevel 1 (
  echo The .NET SDK was not found. Install the .NET SDK 10.0, put its folder on the PATH, and repeat the command. 1>&2
  exit /b 5
)
pushd "%~dp0"
dotnet msbuild src\Cli\Cli.csproj -restore -p:Configuration=Release -v:q -nologo -tl:off "-clp:ErrorsOnly;NoSummary" 1>&2
if errorlevel 1 (
  popd
  exit /b 5
)
popd
dotnet "%~dp0src\Cli\bin\Release\net10.0\deepnfa.dll" %*
exit /b %ERRORLEVEL%
