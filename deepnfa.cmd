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
rem TorchSharp's package brings Intel's MKL, whose sums depend on where memory lies unless it is told otherwise: equal seeds would not give equal bytes.
if not defined MKL_CBWR set "MKL_CBWR=AVX2,STRICT"
dotnet "%~dp0src\Cli\bin\Release\net10.0\deepnfa.dll" %*
exit /b %ERRORLEVEL%
