@echo off
rem The user's tests; "test --all" adds the long ones. Formatting, smoke experiments and set-up are checked by the bash twin only.
setlocal
where dotnet >nul 2>nul
if errorlevel 1 (
  echo The .NET SDK was not found. Install the .NET SDK 10.0, put its folder on the PATH, and repeat the command. 1>&2
  exit /b 5
)
if not defined MKL_CBWR set "MKL_CBWR=AVX2,STRICT"
set "filter=Tier!=All"
if "%~1"=="--all" set "filter=FullyQualifiedName~DeepNfa"
pushd "%~dp0"
dotnet test tests\Tests.csproj -c Release -v q --nologo -tl:off --filter "%filter%"
set "result=%ERRORLEVEL%"
popd
exit /b %result%
